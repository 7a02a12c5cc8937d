"""The rows of the truth table of addresses, a file for each part of the site."""
