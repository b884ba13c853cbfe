"""Copies of the whole office on a stick or in a folder, read back and counted, and the way back from one."""
