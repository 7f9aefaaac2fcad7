Describe 'Unparsable' {
