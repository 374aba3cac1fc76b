"""Language as plain code: names, numbers, dates, cues, the words of questions."""
