using System.Reflection;
using System.Runtime.CompilerServices;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Unit.Client;

/// <summary>A reply that names a scheduler names the address after it came by ssh: else a cmdlet that is given it would go to another scheduler.</summary>
public sealed class FarObjectsTests
{
    private static readonly SchedulerAddress Address = SchedulerAddress.Resolve("ssh://user@host/night", "/");

    public static TheoryData<Type> Replies => [.. typeof(GetJob).Assembly.GetTypes()
        .Where(type => type.IsClass)
        .SelectMany(type => type.GetInterfaces())
        .Where(face => face.IsGenericType
            && (face.GetGenericTypeDefinition() == typeof(ISchedulerRequest<>) || face.GetGenericTypeDefinition() == typeof(ISchedulerQuery<>)))
        .Select(face => face.GenericTypeArguments[0])
        .Distinct()];

    [Theory]
    [MemberData(nameof(Replies))]
    public void Every_scheduler_in_a_reply_is_the_address(Type type)
    {
        var reply = Make(type);

        var renamed = FarObjects.At(Address, reply);

        Assert.All(Named(renamed), scheduler => Assert.Equal("ssh://user@host/night", scheduler));
        Assert.Equal(Named(reply).Count, Named(renamed).Count);
    }

    [Fact]
    public void The_path_of_a_scheduler_is_the_address_and_its_socket_stays()
    {
        var info = FarObjects.At(Address, new HpcSchedulerInfo { Path = "/srv", Socket = "/srv/host.sock" });

        Assert.Equal(("ssh://user@host/night", "/srv/host.sock"), (info.Path, info.Socket));
    }

    // An instance with one of each of our own types in it, however deep; a list with one item is not looked into below.
    private static object Make(Type type)
    {
        var item = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in Properties(type))
        {
            if (property.PropertyType == typeof(string))
                property.SetValue(item, property.Name == "Scheduler" ? "/far" : "x");
            else if (IsOurs(property.PropertyType))
                property.SetValue(item, Make(property.PropertyType));
            else
                Assert.DoesNotContain(property.PropertyType.GenericTypeArguments, type => IsOurs(type) && type.GetProperty("Scheduler") is not null);
        }

        return item;
    }

    private static List<string> Named(object item)
    {
        var named = new List<string>();
        foreach (var property in Properties(item.GetType()))
        {
            if (property.Name == "Scheduler")
                named.Add((string)property.GetValue(item)!);
            else if (IsOurs(property.PropertyType))
                named.AddRange(Named(property.GetValue(item)!));
        }

        return named;
    }

    private static IEnumerable<PropertyInfo> Properties(Type type) => type.GetProperties()
        .Where(property => property.CanWrite && property.GetIndexParameters().Length == 0);

    private static bool IsOurs(Type type) => type.IsClass && type.Assembly == typeof(HpcJob).Assembly;
}
