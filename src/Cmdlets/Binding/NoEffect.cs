namespace HpcScheduler.Cmdlets;

/// <summary>How a cmdlet says that it takes something which has no effect here.</summary>
internal static class NoEffect
{
    public const string Credential = "-Credential has no effect: tasks run as the user of the scheduler.";

    public const string JobCredential = "Credentials of jobs have no effect and none is kept: tasks run as the user of the scheduler, without a password.";

    public const string Mail = "Mail is asked for and the wish is kept, but this scheduler sends none.";

    public const string Password = "The user's name is kept and the password is not: nothing here logs on as that user.";

    public const string ConnectionString = "-AzureStorageConnectionString has no effect and is not kept: it is a secret, and nothing here uses it.";

    /// <summary>Of cluster properties that are kept.</summary>
    public static string Of(IReadOnlyList<string> properties) =>
        $"{string.Join(", ", properties)}: kept, but nothing in this scheduler goes by {(properties.Count == 1 ? "it" : "them")}.";

    /// <summary>Says so of parameters.</summary>
    /// <param name="parameters">Their names, at least one.</param>
    /// <param name="why">Why, as a sentence without its end.</param>
    public static string Of(IReadOnlyList<string> parameters, string why) =>
        $"-{string.Join(" and -", parameters)} {(parameters.Count == 1 ? "has" : "have")} no effect: {why}.";
}
