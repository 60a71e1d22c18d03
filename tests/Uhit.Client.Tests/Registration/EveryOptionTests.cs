using System.Collections;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Uhit.Client.Certificates;
using Uhit.Client.Registration;
using Uhit.Client.Tests.Architecture;

namespace Uhit.Client.Tests.Registration;

/// <summary>Each public option, found by reflection: it can be set from the configuration, code reads it, and no
/// other option has its name beside another meaning.</summary>
public sealed class EveryOptionTests
{
    public static TheoryData<string> Paths => [.. Options().Select(option => option.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Bind_Option_HasTheConfiguredValue(string path)
    {
        var option = Options().Single(each => each.Path == path);
        var (given, expected) = Another(option);
        var key = IsList(option.Property.PropertyType) ? path + ":0" : IsDictionary(option.Property.PropertyType) ? path + ":key" : path;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new($"Uhit:Test:{key}", given)]).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration);
        services.AddUhitClient("Test");
        services.RemoveAll<IValidateOptions<UhitClientOptions>>();
        using var provider = services.BuildServiceProvider();

        var bound = option.Read(provider.GetRequiredService<IOptionsMonitor<UhitClientOptions>>().Get("Test"));

        Assert.NotEqual(
            expected,
            bound is IEnumerable and not string ? First(option.Read(new UhitClientOptions())) : option.Read(new UhitClientOptions()));
        Assert.Equal(expected, bound is IEnumerable and not string ? First(bound) : bound);
    }

    [Fact]
    public void Option_Every_IsReadByCodeThatIsNotItsCheck()
    {
        var options = Options().Select(option => option.Property).ToList();
        var holders = options.Select(option => option.DeclaringType!).Append(typeof(UhitClientOptionsValidator)).ToHashSet();
        var called = typeof(UhitClientOptions).Assembly.GetTypes()
            .Where(type => !holders.Contains(Outermost(type)))
            .SelectMany(TypeReferences.CallsOf)
            .Select(method => (method.DeclaringType, method.Name))
            .ToHashSet();

        var unread = options.Where(option => !called.Contains((option.DeclaringType, option.GetMethod!.Name)));

        Assert.Empty(unread.Select(option => $"{option.DeclaringType!.Name}.{option.Name}"));
    }

    // The settings of a section that stands in several places are named at one of them.
    [Fact]
    public void Option_Every_HasARowOnAPageUnderItsNameInTheConfiguration()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories);
        var rows = pages.SelectMany(File.ReadLines)
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1])
            .ToHashSet(StringComparer.Ordinal);
        var peers = Settable(typeof(PeerOptions)).Select(property => (Property: property, Path: $"Peers:0:{property.Name}"));
        var settings = Options().Select(option => (option.Property, option.Path))
            .Concat(peers)
            .ToLookup(setting => setting.Property, setting => setting.Path);

        var unnamed = settings.Where(paths => !paths.Any(rows.Contains)).Select(paths => paths.First());

        Assert.Empty(unnamed);
    }

    [Fact]
    public void Defaults_AreSharedByNoTwoClients()
    {
        var (one, other) = (new UhitClientOptions(), new UhitClientOptions());

        Assert.All(
            Sections(typeof(UhitClientOptions), []),
            section => Assert.NotSame(
                section.Aggregate((object)one, (value, property) => property.GetValue(value)!),
                section.Aggregate((object)other, (value, property) => property.GetValue(value)!)));
    }

    private static IEnumerable<Option> Options() => Options(typeof(UhitClientOptions), []);

    private static IEnumerable<Option> Options(Type type, PropertyInfo[] way) =>
        from property in Settable(type)
        where !IsListOfSections(property.PropertyType) // Peers: OptionsBindingTests.
        from option in IsSection(property.PropertyType) ? Options(property.PropertyType, [.. way, property]) : [new Option(way, property)]
        select option;

    private static IEnumerable<PropertyInfo[]> Sections(Type type, PropertyInfo[] way) =>
        from property in Settable(type)
        where IsSection(property.PropertyType)
        from section in Sections(property.PropertyType, [.. way, property]).Prepend([.. way, property])
        select section;

    private static IEnumerable<PropertyInfo> Settable(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance);

    private static bool IsSection(Type type) => type.Namespace!.StartsWith("Uhit", StringComparison.Ordinal) && type.IsClass;

    private static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IList<>);

    private static bool IsListOfSections(Type type) => IsList(type) && IsSection(type.GetGenericArguments()[0]);

    private static bool IsDictionary(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDictionary<,>);

    private static object? First(object? values) =>
        ((IEnumerable)values!).Cast<object>()
            .Select(value => value is KeyValuePair<string, string> pair ? pair.Value : value).FirstOrDefault();

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static (string Given, object Expected) Another(Option option)
    {
        var type = option.Property.PropertyType;
        var item = IsList(type) ? type.GetGenericArguments()[0]
            : IsDictionary(type) ? typeof(string)
            : Nullable.GetUnderlyingType(type) ?? type;
        var before = IsList(type) || IsDictionary(type) ? null : option.Read(new UhitClientOptions());
        return item switch
        {
            _ when item == typeof(string) => ("other", "other"),
            _ when item == typeof(Uri) => ("https://other.example/", new Uri("https://other.example/")),
            _ when item == typeof(bool) => ((!(bool)before!).ToString(), !(bool)before),
            _ when item == typeof(int) => Number((int)before! + 1),
            _ when item == typeof(long) => Number((long)before! + 1),
            _ when item == typeof(double) => (((double)before! / 2).ToString(CultureInfo.InvariantCulture), (double)before / 2),
            _ when item == typeof(TimeSpan) => Span(((TimeSpan?)before ?? TimeSpan.Zero) + TimeSpan.FromSeconds(1)),
            _ when item == typeof(DateOnly) => ("2026-03-02", new DateOnly(2026, 3, 2)),
            { IsEnum: true } => Enum.GetValues(item).Cast<object>()
                .Where(value => !value.Equals(before))
                .Select(value => (value.ToString()!, value)).First(),
            _ => throw new NotSupportedException($"{option.Path} is a {item}: say here how it is set."),
        };
    }

    private static (string Given, object Expected) Number<T>(T value)
        where T : IFormattable => (value.ToString(null, CultureInfo.InvariantCulture), value);

    private static (string Given, object Expected) Span(TimeSpan value) => (value.ToString("c"), value);

    private sealed record Option(PropertyInfo[] Way, PropertyInfo Property)
    {
        public string Path => string.Join(':', Way.Append(Property).Select(property => property.Name));

        public object? Read(UhitClientOptions options) =>
            Property.GetValue(Way.Aggregate((object)options, (value, property) => property.GetValue(value)!));
    }
}
