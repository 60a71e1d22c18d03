using System.Security;
using Uhit.Contracts.Planning;

namespace Uhit.Contracts.Emit;

/// <summary>A closed list of values. It starts at 1, so that a value never set is none of them.</summary>
internal static class EnumerationEmitter
{
    public static string Emit(SimplePlan type, GeneratorOptions options)
    {
        var file = new SourceFile(options.Namespace);
        file.Summary($"<c>{type.XmlName}</c> of the contract.");
        file.Block($"{options.Access} enum {type.Name}", () =>
        {
            for (var i = 0; i < type.Values.Count; i++)
            {
                file.Summary($"<c>{SecurityElement.Escape(type.Values[i].Text)}</c>.");
                file.Line($"{type.Values[i].Name} = {i + 1},");
            }
        });
        return file.ToString();
    }
}
