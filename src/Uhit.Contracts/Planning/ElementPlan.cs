namespace Uhit.Contracts.Planning;

/// <summary>An element of a sequence, which becomes a property. One of <see cref="Simple"/> and <see cref="Complex"/> is set.</summary>
internal sealed record ElementPlan(string XmlName, string Namespace, string Property, int Min, int Max, bool Streamed)
{
    public SimplePlan? Simple { get; init; }

    public ComplexPlan? Complex { get; init; }

    public bool IsList => Max > 1;

    public bool IsOptional => Min == 0 && !IsList;

    public string ItemType => Simple?.CSharp ?? Complex!.Name;

    public bool IsValueType => Simple?.IsValueType ?? Complex!.IsStruct;

    public string Types => Simple?.Types ?? Complex!.Types;

    public string MaxText => Max == int.MaxValue ? "ElementChild.Unbounded" : Max.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
