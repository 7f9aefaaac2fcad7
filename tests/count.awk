# Counts the single tests in the .trx files on standard input, and says why tests were skipped. A test that stands for a whole Pester file is
# replaced by the tests of that file, read from its result file in the folder `results`; where that file says less than the test (PowerShell ended
# early, a setup failed), the test counts. `ran-by.txt` in that folder says by what they ran.

function attribute(line, name) {
    return match(line, " " name "=\"[^\"]*\"") ? plain(substr(line, RSTART + length(name) + 3, RLENGTH - length(name) - 4)) : ""
}

function plain(text) {
    sub(/^ *<message><!\[CDATA\[/, "", text)
    sub(/\]\]><\/message>.*$/, "", text)
    sub(/^ *<[Mm]essage>/, "", text)
    sub(/<\/[Mm]essage>.*$/, "", text)
    gsub(/&quot;/, "\"", text); gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&#39;|&apos;/, "'", text); gsub(/&amp;/, "\\&", text)
    return text
}

function count(outcome) {
    if (outcome == "Passed") passed++
    else if (outcome == "NotExecuted") skipped++
    else failed++
}

function sayWhy(name, why) {
    if (why != "" || !said) print "skipped: " name ": " (why == "" ? "no reason given" : why)
}

# A file may have said why while it was read.
function reasonsOf(file,    path, line, number) {
    path = results "/" file
    sub(/\.ps1$/, ".skipped", path)
    while ((getline line < path) > 0) {
        number++
        sayWhy(file, line)
    }
    close(path)
    return number
}

function countPester(file, outcome,    path, line, bad, counted, test) {
    said = reasonsOf(file)
    path = results "/" file
    sub(/\.ps1$/, ".xml", path)
    while ((getline line < path) > 0) {
        if (line ~ /<test-run /) {
            counted = 1
            bad = attribute(line, "failed") + 0
            if (outcome == "Failed" && bad == 0) bad = 1
            passed += attribute(line, "passed")
            failed += bad
            skipped += attribute(line, "skipped") + attribute(line, "inconclusive")
        }
        else if (line ~ /<test-case /) {
            if (test != "") sayWhy(test, "")
            test = line ~ /result="(Skipped|Inconclusive)"/ ? file ": " attribute(line, "fullname") : ""
            if (test != "" && line ~ /\/> *$/) { sayWhy(test, ""); test = "" }
        }
        else if (test != "" && line ~ /<message>/) { sayWhy(test, plain(line)); test = "" }
        else if (test != "" && line ~ /<\/test-case>/) { sayWhy(test, ""); test = "" }
    }
    if (test != "") sayWhy(test, "")
    close(path)
    said = 0
    if (!counted) count(outcome)
    return counted
}

/<UnitTestResult / {
    skippedTest = ""
    name = attribute($0, "testName")
    outcome = attribute($0, "outcome")
    if (match(name, /Pester_file_passes\(file: ".*"\)/)) {
        file = substr(name, RSTART + 26, RLENGTH - 28)
        if (!countPester(file, outcome) && outcome == "NotExecuted") skippedTest = file
    }
    else {
        count(outcome)
        if (outcome == "NotExecuted") skippedTest = name
    }
}

skippedTest != "" && /<Message>/ { sayWhy(skippedTest, plain($0)); skippedTest = "" }

END {
    while ((getline line < (results "/ran-by.txt")) > 0) print line
    printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
}
