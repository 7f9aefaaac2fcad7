using System.Collections;
using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Suggests the numbers of the jobs that the command can be about, with their names and states.</summary>
public sealed class JobIdCompleter : SchedulerCompleter
{
    private const JobState Ended = JobState.Finished | JobState.Failed | JobState.Canceled;

    private const JobState Stoppable =
        JobState.Configuring | JobState.Submitted | JobState.Validating | JobState.Queued | JobState.Running | JobState.Canceling | JobState.Finishing;

    private protected override Task<List<CompletionResult>> SuggestAsync(
        SchedulerClient client, string word, IDictionary bound, CancellationToken cancellation) =>
        CollectAsync(
            client,
            new GetJob { State = States() },
            job => Suggestion.Fits(Text(job.Id), word) ? Make(job) : null,
            cancellation);

    private static CompletionResult Make(HpcJob job)
    {
        var what = $"{job.Name} ({job.State})".TrimStart();
        return Suggestion.Make(Text(job.Id), what, $"{job.Id} {what}");
    }

    private JobState? States() => Command.ToUpperInvariant() switch
    {
        "STOP-HPCJOB" => Stoppable,
        "SUBMIT-HPCJOB" => JobState.Configuring | JobState.Failed | JobState.Canceled,
        "RESTART-HPCJOB" => JobState.Failed | JobState.Canceled,
        "REMOVE-HPCJOB" => JobState.Configuring | Ended,
        _ => null,
    };
}
