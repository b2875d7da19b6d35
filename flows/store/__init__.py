"""The only package that reads raw/ or writes warehouse/.

intake      files under raw/ to decoded sources, or to rejects
layout      where things are in a warehouse: lock, journal, snapshots, the atomic switch
staging     the rows of one batch, kept until they are published
assembly    the last snapshot and the staged batches, to the next snapshot's tables
database    the tables of a snapshot, to one self-contained DuckDB file
"""
