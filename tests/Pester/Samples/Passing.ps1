Describe 'Passing' {
    It 'adds' { 1 + 1 | Should -Be 2 }
    It 'is skipped' -Skip { 1 | Should -Be 2 }
}
