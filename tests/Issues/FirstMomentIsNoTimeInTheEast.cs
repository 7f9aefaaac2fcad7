using System.Text.Json;
using HpcScheduler.Protocol;

namespace HpcScheduler.Issues;

/// <summary>A list of jobs since the first moment of all was a fault of the host where the clock is ahead of UTC.</summary>
public sealed class FirstMomentIsNoTimeInTheEast
{
    [Theory]
    [InlineData("0001-01-01T00:00:00")]
    [InlineData("0001-01-01T00:00:00Z")]
    public void The_first_moment_is_read_as_UTC_and_stays_what_it_is(string text)
    {
        var time = JsonSerializer.Deserialize($"{{\"BeginSubmitDate\":\"{text}\"}}", ProtocolJson.Default.GetJob)!.BeginSubmitDate!.Value;
        Assert.Equal((DateTime.MinValue, DateTimeKind.Utc), (time, time.Kind));
        Assert.Equal(DateTimeOffset.MinValue, new DateTimeOffset(time));
    }
}
