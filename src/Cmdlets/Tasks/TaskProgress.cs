namespace HpcScheduler.Cmdlets;

/// <summary>The progress of waiting for tasks.</summary>
internal sealed class TaskProgress(string activity, int total) : WaitProgress<HpcTask>(activity, total)
{
    public override string Noun => "tasks";

    protected override int Percent(HpcTask item) => 0;

    protected override Enum State(HpcTask item) => item.State;

    protected override string Describe(HpcTask item) => $"Task {item} is {item.State}";
}
