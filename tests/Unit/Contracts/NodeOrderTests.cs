namespace HpcScheduler.Unit.Contracts;

public sealed class NodeOrderTests
{
    [Theory]
    [InlineData("Cores", "Cores")]
    [InlineData("-memory", "-Memory")]
    [InlineData("MEMORY,-CORES", "Memory,-Cores")]
    [InlineData(" cores , memory ", "Cores,Memory")]
    public void The_words_are_read_in_letters_of_either_case(string text, string order)
    {
        Assert.Equal(order.Split(','), NodeOrder.Parse([text]));
        Assert.Equal(order.Split(','), NodeOrder.Parse(text.Split(',')));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Sockets")]
    [InlineData("+Cores")]
    [InlineData("- Cores")]
    [InlineData("Cores,Cores")]
    [InlineData("Cores,-Cores")]
    [InlineData("Cores,Memory,-Cores")]
    [InlineData("Cores;Memory")]
    public void Anything_else_is_refused(string text)
    {
        var error = Assert.Throws<SchedulerException>(() => NodeOrder.Parse([text]));

        Assert.Same(SchedulerErrors.InvalidOrderBy, error.Error);
        Assert.Equal(text, error.Target);
    }
}
