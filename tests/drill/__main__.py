"""Runs one part of the drill as a process of its own: python -m tests.drill driver|prepare|check ARGUMENT"""

import os
import sys
from importlib import import_module

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.drill.settings")
    django.setup()
    import_module(f"tests.drill.{sys.argv[1]}").main(sys.argv[2])
