namespace HpcScheduler.Cmdlets;

/// <summary>The progress of waiting for jobs.</summary>
internal sealed class JobProgress(string activity, int total) : WaitProgress<HpcJob>(activity, total)
{
    public override string Noun => "jobs";

    protected override int Percent(HpcJob item) => item.Progress;

    protected override Enum State(HpcJob item) => item.State;

    protected override string Describe(HpcJob item) =>
        $"Job {PlainText.Line(item.ToString())} is {item.State}, {item.FinishedTaskCount} of {item.TaskCount} tasks finished";
}
