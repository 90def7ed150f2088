"""Models and a language to the plain values that a template prints, already worded and formatted.

In: data, a language, the as-of date and the page's route. Out: frozen views. A template prints them; it computes
nothing. Modules of this room import in this order: context, reporting, facts, charting, sourcing, sections,
comparing, finder, deadlines, then the pages.
"""
