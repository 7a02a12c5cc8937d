"""Questionnaires and answers as they are read from first to last: on one page, on paper, as PDF."""
