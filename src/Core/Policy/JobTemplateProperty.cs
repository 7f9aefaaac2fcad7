namespace HpcScheduler.Core.Policy;

/// <summary>
/// A property of jobs that a job template can say something of. A value is a whole number, or the texts that it is made of: one for a word, a
/// truth or a text, any number for a list.
/// </summary>
internal abstract class JobTemplateProperty(string name, string kind)
{
    /// <summary>Its name in job files.</summary>
    public string Name => name;

    /// <summary>What a value of it is, for errors.</summary>
    public string Kind => kind;

    /// <summary>Whether it has a minimum and a maximum.</summary>
    public virtual bool IsNumber => false;

    /// <summary>Whether users cannot say it as a property, so that a template says nothing but what it is.</summary>
    public virtual bool HasDefaultOnly => false;

    /// <summary>Whether the value counts for a job: of the counts only those in its unit do.</summary>
    public virtual bool Counts(JobProperties job) => true;

    /// <summary>Whether something was said of it that a default must not replace.</summary>
    public virtual bool IsSaid(JobProperties asked) => Value(asked) is not null;

    /// <summary>The value that counts where nobody says one; null if there is none.</summary>
    public virtual JobTemplateValue? Unsaid => null;

    /// <summary>The value that is computed from the job's tasks; null if none is.</summary>
    /// <param name="minimum">The computed minimum, in the job's unit.</param>
    /// <param name="maximum">The computed maximum, in the job's unit.</param>
    public virtual JobTemplateValue? Computed(int minimum, int maximum) => null;

    /// <summary>The value of a job; null if it has none.</summary>
    public abstract JobTemplateValue? Value(JobProperties job);

    /// <summary>The job with a value.</summary>
    /// <param name="job">The job.</param>
    /// <param name="text">The value as a template has it; it was checked.</param>
    public abstract JobProperties With(JobProperties job, string text);

    /// <summary>Reads a value.</summary>
    /// <exception cref="FormatException">It is no value; or <see cref="OverflowException"/>, <see cref="SchedulerException"/>.</exception>
    public abstract JobTemplateValue Read(string text);

    /// <summary>Reads a value, or gives null for what is none.</summary>
    public JobTemplateValue? TryRead(string text)
    {
        try
        {
            return Read(text);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or SchedulerException)
        {
            return null;
        }
    }
}
