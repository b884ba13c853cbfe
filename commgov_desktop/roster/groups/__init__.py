"""Groups of people with sheets of their own: 低保, 残疾人, 流动人口 … and the visits their rules ask for."""
