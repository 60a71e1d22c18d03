using Uhit.Contracts.Planning;

namespace Uhit.Contracts.Emit;

/// <summary>The interface that a streamed type is read into.</summary>
internal static class HandlerEmitter
{
    public static string Emit(ComplexPlan type, GeneratorOptions options)
    {
        var inner = type.Streamed.Select(e => e.Complex).OfType<ComplexPlan>()
            .Where(c => c.IsStreaming)
            .Select(c => c.Handler).Distinct().ToList();
        var file = new SourceFile(options.Namespace, "System");
        file.Summary($"Takes what is inside a <c>{type.XmlName}</c> as it is read, in the order of the message.");
        file.Block($"{options.Access} interface {type.Handler}{(inner.Count > 0 ? " : " + string.Join(", ", inner) : "")}", () =>
        {
            file.Summary($"All of a <c>{type.XmlName}</c> that comes before its streamed elements.");
            file.Line($"void On{type.Name}({(type.IsStruct ? "in " : "")}{type.Name} value);");
            foreach (var element in type.Streamed.Where(e => e.Complex is not { IsStreaming: true }))
            {
                file.Line();
                file.Summary($"One <c>{element.XmlName}</c>.");
                file.Line($"void On{element.Property}({(element.Complex is { IsStruct: true } ? "in " : "")}{element.ItemType} value);");
            }

            file.Line();
            file.Summary($"The end of the <c>{type.XmlName}</c>: all of it was as the contract wants it.");
            file.Line($"void On{type.Name}End();");
        });
        return file.ToString();
    }
}
