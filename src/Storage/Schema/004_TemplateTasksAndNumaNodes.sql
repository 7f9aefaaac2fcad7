-- Tasks that jobs have from their templates; which cores of a node lie together.

ALTER TABLE Task ADD COLUMN IsOfTemplate INTEGER NOT NULL DEFAULT 0 CHECK (IsOfTemplate BETWEEN 0 AND 1);

-- A JSON array of numbers.
ALTER TABLE Node ADD COLUMN NumaNodes TEXT NOT NULL DEFAULT '[]';
