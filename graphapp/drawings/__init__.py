"""Drawings: plain shapes in, SVG out. Each is a figure with a title, a description, and a table of the same data.

``svg.py`` writes elements, ``lettering.py`` measures words; ``tree.py``, ``matrix.py``, ``bars.py`` and ``timeline.py`` lay out;
``charts.py`` chooses the drawing that fits an answer; ``files.py`` makes files that stand alone. Colours are classes of
``drawing.css``, so nothing here needs a style that a strict Content-Security-Policy would block.
"""
