Describe 'Failing' {
    It 'passes' { 1 | Should -Be 1 }
    It 'fails' { 1 | Should -Be 2 -Because 'one is two' }
    It 'throws' { throw 'the test is broken' }
}
