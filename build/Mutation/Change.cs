using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Mutation;

/// <summary>
/// What a mutant puts in the place of a node: another expression, another statement, a combination of the switch with the expression
/// (evaluated once, so that variables it declares are declared once), or nothing.
/// </summary>
internal sealed record Change(string Kind, string? Shown = null)
{
    public ExpressionSyntax? Mutated { get; init; }

    public StatementSyntax? Statement { get; init; }

    public Func<ExpressionSyntax, ExpressionSyntax, ExpressionSyntax>? Combine { get; init; }

    /// <summary>The type that a number has where it stands.</summary>
    public string? Cast { get; init; }

    public bool Fragile { get; init; }
}
