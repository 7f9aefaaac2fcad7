using System.Text;
using HpcScheduler.Host.Endpoint;

namespace HpcScheduler.Unit.Host;

/// <summary>What is made of a body is counted before it is made.</summary>
public sealed class CountedBodyTests
{
    [Theory]
    [InlineData("{}", 360)]
    [InlineData("[{},{}]", 2 * 360 + 2 * 32)]
    [InlineData("""{"a":"{,[{{,"}""", 360)]
    [InlineData("""{"a":"\"{{\\","b":1}""", 360 + 32)]
    [InlineData("[1,2,3]", 3 * 32)]
    [InlineData("", 0)]
    public async Task Objects_and_values_count_and_what_stands_in_texts_does_not(string text, long size)
    {
        foreach (var portion in new[] { 1, 2, 1000 })
        {
            long counted = 0;
            await using var body = new CountedBody(new MemoryStream(Encoding.UTF8.GetBytes(text)), more => counted += more);
            var read = new MemoryStream();
            var buffer = new byte[portion];
            while (await body.ReadAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var count)
                read.Write(buffer, 0, count);

            Assert.Equal(size, counted);
            Assert.Equal(text, Encoding.UTF8.GetString(read.ToArray()));
        }
    }

    [Fact]
    public async Task What_is_refused_is_not_handed_on()
    {
        await using var body = new CountedBody(new MemoryStream("{}"u8.ToArray()), _ => throw new SchedulerException(SchedulerErrors.RequestTooManyParts, null, "ann", 1));

        await Assert.ThrowsAsync<SchedulerException>(async () => await body.ReadExactlyAsync(new byte[2], TestContext.Current.CancellationToken));
    }
}
