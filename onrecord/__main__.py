"""
``python -m onrecord`` is the command itself.
"""

from .cli import main

if __name__ == "__main__":
    main()
