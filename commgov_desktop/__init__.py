"""社区治理工作台: the program a community office keeps its residents, cases, tasks and papers in."""

__version__ = "0.1.0"
