using Uhit.Contracts.Contract;

namespace Uhit.Contracts.Planning;

/// <summary>The C# names of what is made of a port type.</summary>
internal static class ServiceNames
{
    public static IReadOnlyList<string> Of(ServiceModel service)
    {
        var name = CSharpNames.Type(service.Name);
        return [$"I{name}", $"{name}Proxy", $"{name}Contract"];
    }
}
