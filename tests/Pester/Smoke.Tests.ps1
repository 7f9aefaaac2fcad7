Describe 'Smoke' { It 'knows where the module is' { $env:HPCSCHEDULER_MODULE | Should -Exist } }
