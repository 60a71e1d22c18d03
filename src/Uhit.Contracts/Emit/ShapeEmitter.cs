using Uhit.Contracts.Planning;

namespace Uhit.Contracts.Emit;

/// <summary>What a class may hold, as the reader takes it.</summary>
internal sealed class ShapeEmitter(SourceFile file, ComplexPlan type, string hiding)
{
    public void Emit()
    {
        file.Line(
            $"internal {hiding}static readonly ElementShape Shape "
                + $"= {Factory(type.Root.Order, "new")}({(type.Root.Items.Count == 0 ? ");" : "")}");
        for (var i = 0; i < type.Root.Items.Count; i++)
        {
            file.Line($"    {Child(type.Root.Items[i])}{(i == type.Root.Items.Count - 1 ? ");" : ",")}");
        }

        file.Line();
    }

    private static string Factory(ElementOrder order, string plain) => order == ElementOrder.Sequence ? plain : $"ElementShape.{order}";

    private string Child(ParticlePlan item)
    {
        if (item is GroupPlan group)
        {
            return $"ElementChild.Group({Factory(group.Order, "new ElementShape")}({string.Join(", ", group.Items.Select(Child))}), "
                + $"{group.Min})";
        }

        var member = item.Leaves.Single();
        var occurs = $"{member.Min}, {member.MaxText}";
        return member.Kind switch
        {
            MemberKind.Group => $"ElementChild.Repeated({member.Complex!.Name}.Shape, {occurs})",
            MemberKind.Wildcard => $"ElementChild.Any({SourceFile.Literal(member.Namespaces)}, {occurs})",
            _ =>
                $"{(member.Nillable || member.IsRaw ? "ElementChild.Nillable" : "new ElementChild")}({SourceFile.Literal(member.XmlName)},"
                    + $" {ComplexEmitter.NamespaceOf(type, member)}, {occurs}"
                    + $"{(member.Types.Length == 0 ? "" : ", " + SourceFile.Literal(member.Types))})",
        };
    }
}
