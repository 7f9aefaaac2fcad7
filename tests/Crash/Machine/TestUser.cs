namespace HpcScheduler.Crash;

/// <summary>A user whom one host alone knows.</summary>
/// <param name="Name">The name; root is there anyway.</param>
/// <param name="UserId">The number, also of the first group.</param>
/// <param name="Home">The home folder.</param>
internal sealed record TestUser(string Name, uint UserId, string Home)
{
    /// <summary>Who may do everything.</summary>
    public static TestUser Root { get; } = new("root", 0, "/root");

    /// <summary>A file in the home folder.</summary>
    public string File(string name) => Path.Join(Home, name);
}
