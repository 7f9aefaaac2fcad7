using HpcScheduler.Core;
using HpcScheduler.Core.Records;
using HpcScheduler.Storage;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers requests that submit a job: when the administrator's program, if there is one, has said what it thinks of it.</summary>
internal sealed class SubmittedJob(SchedulerLoop loop, StoreReader reader, HostFolder folder)
{
    /// <summary>Has the core carry a request out, and answers with the job.</summary>
    /// <exception cref="SchedulerException">The refusal, by the core at once or after the job was looked at.</exception>
    public async Task<HpcJob> AnswerAsync(Func<SchedulerCore, (JobRecord Job, SchedulerException? Error)> act, CancellationToken cancellation)
    {
        var job = await loop.AskAsync(act).ConfigureAwait(false);
        if (job.State == JobState.ExternalValidation)
            job = await OutcomeAsync(job.Id, cancellation).ConfigureAwait(false);
        return JobView.Of(job, folder);
    }

    private async Task<JobRecord> OutcomeAsync(int id, CancellationToken cancellation)
    {
        using var follower = loop.Feed.Follow([id]);
        while (true)
        {
            var job = reader.FindJob(id) ?? throw new SchedulerException(SchedulerErrors.JobNotFound, id, id);
            if (job is { State: JobState.Failed, PreviousState: JobState.ExternalValidation or JobState.Validating }
                && SchedulerErrors.Find(job.ErrorCode) is { } error)
            {
                throw new SchedulerException(error, id, job.ErrorMessage, null);
            }

            if (job.State != JobState.ExternalValidation)
                return job;
            await follower.NextAsync(cancellation).ConfigureAwait(false);
        }
    }
}
