"""Measurements as ratios: ours beside the least that the task could cost, in one run.

Every figure is the CPU time of a whole child process (user and system), medians of interleaved
rounds, so that a busy machine touches both sides alike.
"""
