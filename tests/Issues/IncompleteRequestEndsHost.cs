using System.Text.Json;
using HpcScheduler.Host.Endpoint;
using HpcScheduler.Protocol;

namespace HpcScheduler.Issues;

/// <summary>A body that left out what a verb needs, such as the name of a node or a command line, ended the host.</summary>
public sealed class IncompleteRequestEndsHost
{
    [Theory]
    [InlineData(typeof(RemoveNode), "{}", "Name")]
    [InlineData(typeof(SetNodeState), "{\"State\":\"Offline\"}", "Name")]
    [InlineData(typeof(NewNode), "{\"Name\":null}", "Name")]
    [InlineData(typeof(InvokeCommand), "{}", "CommandLine")]
    [InlineData(typeof(InvokeCommand), "{\"CommandLine\":\"true\",\"Env\":[null]}", "An item of Env")]
    [InlineData(typeof(NewGroup), "{\"Name\":\"a\"}", "Description")]
    [InlineData(typeof(AddGroup), "{\"Name\":\"a\",\"Nodes\":[null]}", "An item of Nodes")]
    [InlineData(typeof(SetClusterProperty), "{\"Values\":[],\"Environment\":[null]}", "An item of Environment")]
    [InlineData(typeof(ImportJobTemplate), "{\"Name\":\"a\",\"Description\":\"\",\"Items\":[{\"PropertyName\":null}],\"JobEnv\":[]}", "PropertyName")]
    public void What_is_missing_is_refused_and_named(Type type, string body, string missing)
    {
        var request = JsonSerializer.Deserialize(body, ProtocolJson.Default.GetTypeInfo(type)!)!;
        var refusal = Assert.Throws<SchedulerException>(() => Completeness.Check(request));
        Assert.Same(SchedulerErrors.BadRequest, refusal.Error);
        Assert.Contains($"{missing} is missing or null", refusal.Message, StringComparison.Ordinal);
    }
}
