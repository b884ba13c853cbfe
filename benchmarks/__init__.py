"""Speed and memory of the program, as ratios against named baselines in the same run."""
