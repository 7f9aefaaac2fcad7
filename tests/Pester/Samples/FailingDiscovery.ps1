Describe 'FailingDiscovery' {
    throw 'the file is broken'
    It 'is never found' { 1 | Should -Be 1 }
}
