using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Uhit.Client;

namespace Uhit.Cli.Tests;

/// <summary>Text that acts on a terminal or hides in it, and objects whose every text is that.</summary>
internal static class HostileText
{
    public const string Sample = "a\u001B[31mb\0c\u0007d\u009B2Je\u009D0;"
        + "title\u0007f\u202Eg\u2066h\u200Ei\u061Cj\u200Bk\uFEFFl\u2028m\u00ADn\u3164o\U000E0041p\r\nq[red]";

    /// <summary>An object of a type, filled to the last text.</summary>
    public static T Of<T>() => (T)Filled(typeof(T), 0)!;

    /// <summary>Fails where what was written holds a character that acts or hides; line ends are the writer's own.</summary>
    public static void AssertNothingOf(string written)
    {
        Assert.NotEmpty(written.Trim());
        foreach (var line in written.ReplaceLineEndings("\n").Split('\n'))
        {
            Assert.False(DisplayText.HasHidden(line), JsonSerializer.Serialize(line));
        }
    }

    private static object? Filled(Type type, int depth) => type switch
    {
        _ when Nullable.GetUnderlyingType(type) is { } underlying => Filled(underlying, depth),
        _ when type == typeof(string) => Sample,
        _ when type == typeof(EsiId) => EsiId.Parse("1008901000000000000042"),
        _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 1, 5, 10, 0, 0, TimeSpan.FromHours(-6)),
        _ when type == typeof(DateOnly) => new DateOnly(2026, 1, 5),
        _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) =>
            ListOf(type.GetGenericArguments()[0], depth),
        _ when depth < 8 && !type.IsAbstract && !type.IsEnum && type.Assembly == typeof(EsiId).Assembly => Object(type, depth),
        { IsValueType: true } => Activator.CreateInstance(type),
        _ => null,
    };

    private static IList ListOf(Type item, int depth)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
        list.Add(Filled(item, depth + 1));
        return list;
    }

    private static object Object(Type type, int depth)
    {
        var made = RuntimeHelpers.GetUninitializedObject(type);
        for (var declaring = type; declaring is not null && declaring != typeof(object); declaring = declaring.BaseType)
        {
            foreach (var field in declaring.GetFields(
                BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            {
                field.SetValue(made, Filled(field.FieldType, depth + 1));
            }
        }

        return made;
    }
}
