using System.Text.RegularExpressions;
using Mono.Cecil;

namespace HouseCount.Crossing;

/// <summary>The name under which a method is told: closures and state machines stand for the type
/// and method that they were written in.</summary>
internal static partial class CrossedType
{
    public static string Of(MethodDefinition method)
    {
        var type = method.DeclaringType;
        var name = method.Name;
        while (type.DeclaringType is { } outer)
        {
            if (type.Name.StartsWith('<') && Written().Match(type.Name) is { Success: true } match && match.Groups[1].Length > 0)
            {
                name = match.Groups[1].Value;
            }

            type = outer;
        }

        if (Written().Match(name) is { Success: true } lambda && lambda.Groups[1].Length > 0)
        {
            name = lambda.Groups[1].Value;
        }

        var told = $"{RootOf(type, method)}{type.FullName}::{name[(name.LastIndexOf('.') + 1)..]}";
        return IsAwaited(method) ? told + Trace.Awaited : told;
    }

    // Where the web server calls us, and where the user does.
    private static string RootOf(TypeDefinition type, MethodDefinition method) =>
        method.DeclaringType != type ? string.Empty
        : type.Namespace.StartsWith("Uhit.Client.AspNetCore", StringComparison.Ordinal)
            && method.Parameters.Any(parameter => parameter.ParameterType.Name == "HttpContext") ? "callback" + Trace.Root
        : type.Interfaces.Any(i => i.InterfaceType.Name == "IUsageHistoryClient") && method.Name == "SubmitAsync" ? "submit" + Trace.Root
        : string.Empty;

    private static bool IsAwaited(MethodDefinition method) =>
        method.ReturnType.Name is "Task" or "Task`1" or "ValueTask" or "ValueTask`1" or "IAsyncEnumerable`1";

    [GeneratedRegex("^<+([^<>]*)>")]
    private static partial Regex Written();
}
