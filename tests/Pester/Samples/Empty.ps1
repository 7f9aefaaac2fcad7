Describe 'Empty' {
}
