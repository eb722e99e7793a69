"""What changed between two published versions: quads as a patch, facts in words, rows of saved questions (issue 5, Build 7)."""
