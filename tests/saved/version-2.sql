PRAGMA application_id = 1735549296;
PRAGMA user_version = 2;
CREATE TABLE question (
    id TEXT PRIMARY KEY,
    key_digest BLOB NOT NULL,
    name TEXT NOT NULL,
    note TEXT NOT NULL,
    query TEXT NOT NULL,
    given TEXT NOT NULL,
    understood TEXT NOT NULL,
    listed INTEGER NOT NULL,
    created TEXT NOT NULL
);
ALTER TABLE question ADD COLUMN rows INTEGER;
CREATE UNIQUE INDEX question_key ON question (key_digest);
CREATE INDEX question_listed ON question (listed, created, id);
CREATE TABLE saving (at REAL NOT NULL);
INSERT INTO question VALUES (
    '0123456789abcdef', X'ec1bfbf0fb8c4e4ef8fcfa2d3c1df0bd7ce4a1bd0f4a4e7c2f9a9a3d0f0f0f0f', 'Health and transition', 'For the board',
    'actions-by-sector-and-theme', '{"sector": ["health"], "theme": ["transition-to-adulthood"], "edition": ["hampshire-2015"]}',
    'Which planned actions involve Health and Transition to adulthood?', 1, '2026-05-01T09:30:00.000000+00:00', 3
);
INSERT INTO saving VALUES (1777627800.0);
