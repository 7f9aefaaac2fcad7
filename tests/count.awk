# Counts the single tests in the .trx files on standard input. A test that stands for a whole Pester file is replaced by
# the tests of that file, read from its result file in the folder `results`; where that file says less than the test
# (PowerShell ended early, a setup failed), the test counts.

function attribute(line, name) {
    return match(line, " " name "=\"[^\"]*\"") ? substr(line, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : ""
}

function count(outcome) {
    if (outcome == "Passed") passed++
    else if (outcome == "NotExecuted") skipped++
    else failed++
}

function countPester(file, outcome,    path, line, bad) {
    path = results "/" file
    sub(/\.ps1$/, ".xml", path)
    while ((getline line < path) > 0) {
        if (line !~ /<test-run /) continue
        close(path)
        bad = attribute(line, "failed") + 0
        if (outcome == "Failed" && bad == 0) bad = 1
        passed += attribute(line, "passed")
        failed += bad
        skipped += attribute(line, "skipped") + attribute(line, "inconclusive")
        return
    }
    count(outcome)
}

/<UnitTestResult / {
    name = attribute($0, "testName")
    if (match(name, /Pester_file_passes\(file: &quot;.*&quot;\)/)) countPester(substr(name, RSTART + 31, RLENGTH - 38), attribute($0, "outcome"))
    else count(attribute($0, "outcome"))
}

END { printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped }
