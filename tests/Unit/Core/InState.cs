using HpcScheduler.Core.Records;

namespace HpcScheduler.Unit.Core;

/// <summary>Makes a job or a task in a given state, on the way that users and the engine take.</summary>
internal static class InState
{
    /// <summary>A job. The steps of submission are left as an earlier host may have left them, for no turn ends there.</summary>
    public static int Job(CoreHarness harness, JobState state)
    {
        if (state is JobState.Submitted or JobState.Validating)
        {
            harness.Keep(new JobRecord
            {
                Id = 1,
                Owner = "owner",
                Properties = new JobProperties(),
                State = state,
                CreateTime = harness.Now,
                ChangeTime = harness.Now,
            });
            return 1;
        }

        if (state == JobState.ExternalValidation)
            harness.Set("SubmissionFilterProgram", "/filter");
        if (state == JobState.Queued)
            harness.Submitted(Some.Cores(4), Some.Task("before"));
        var job = state == JobState.Configuring ? harness.New() : harness.Submitted("work");
        switch (state)
        {
            case JobState.Finishing:
                harness.Stop(job, finish: true);
                break;
            case JobState.Canceling:
                harness.Stop(job);
                break;
            case JobState.Finished or JobState.Failed:
                harness.Exit(job, 1, state == JobState.Finished ? 0 : 1);
                break;
            case JobState.Canceled:
                harness.Stop(job, force: true);
                harness.Killed(job, 1);
                break;
        }

        Assert.Equal(state, harness.Job(job).State);
        return job;
    }

    /// <summary>
    /// A task that may run again, in a job that goes on running beside it; only one that is Configuring is in a job that is so too.
    /// </summary>
    public static TaskKey Task(CoreHarness harness, TaskState state)
    {
        if (state == TaskState.Configuring)
            return new TaskKey(harness.New(), harness.Add(1, "work"));

        var isWaiting = state is TaskState.Queued or TaskState.Canceled;
        var job = harness.Submitted(
            new JobProperties { MinCores = 1, MaxCores = isWaiting ? 1 : 2 }, Some.Task("other"), Some.Task("work"));
        if (state is not (TaskState.Dispatching or TaskState.Queued or TaskState.Canceled))
            harness.Start(job, 2);
        switch (state)
        {
            case TaskState.Canceling or TaskState.Canceled:
                harness.StopTask(job, 2, message: "not this one");
                break;
            case TaskState.Finishing:
                harness.StopTask(job, 2, finish: true);
                break;
            case TaskState.Finished or TaskState.Failed:
                harness.Exit(job, 2, state == TaskState.Finished ? 0 : 1);
                break;
        }

        Assert.Equal(state, harness.Task(job, 2).State);
        return new TaskKey(job, 2);
    }
}
