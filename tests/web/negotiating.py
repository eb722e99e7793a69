"""What clients say that they accept."""

from __future__ import annotations

A_BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8"
"""As Chromium sends it."""
