"""An RSS's board: where each of its kommuner is, read from the live tables in a fixed number of queries.

A coordinator learns of a draft how many of the cells that are asked have an answer, never what the answers are: what
these modules hand out holds no answer.
"""
