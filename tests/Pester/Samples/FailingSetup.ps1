Describe 'FailingSetup' {
    BeforeAll { throw 'the setup is broken' }
    It 'never runs' { 1 | Should -Be 1 }
}
