using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Mutation;

/// <summary>The mutants of a statement: removed, or with the opposite operator.</summary>
internal static class StatementMutations
{
    private static readonly Dictionary<SyntaxKind, SyntaxKind> Assignments = new()
    {
        [SyntaxKind.AddAssignmentExpression] = SyntaxKind.SubtractAssignmentExpression,
        [SyntaxKind.SubtractAssignmentExpression] = SyntaxKind.AddAssignmentExpression,
        [SyntaxKind.MultiplyAssignmentExpression] = SyntaxKind.DivideAssignmentExpression,
        [SyntaxKind.DivideAssignmentExpression] = SyntaxKind.MultiplyAssignmentExpression,
    };

    public static IEnumerable<Change> Of(StatementSyntax node, SemanticModel model)
    {
        if (node is ExpressionStatementSyntax { Expression: var expression })
        {
            var inner = expression is AwaitExpressionSyntax awaited ? Unconfigured(awaited.Expression) : expression;
            if (CallSite.IsLeftOut(inner, model) || Context.Declares(node))
            {
                return [];
            }

            return expression switch
            {
                AssignmentExpressionSyntax assignment => Assignment(assignment, model),
                InvocationExpressionSyntax or AwaitExpressionSyntax or PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax
                    or ConditionalAccessExpressionSyntax => [Removed],
                _ => [],
            };
        }

        return node switch
        {
            ThrowStatementSyntax or ContinueStatementSyntax or ReturnStatementSyntax { Expression: null } =>
                [Removed with { Fragile = true }],
            BreakStatementSyntax when IsOfLoop(node) => [Removed with { Fragile = true }],
            YieldStatementSyntax => [Removed],
            _ => [],
        };
    }

    private static Change Removed { get; } = new("statement removed", "(nothing)");

    private static IEnumerable<Change> Assignment(AssignmentExpressionSyntax node, SemanticModel model)
    {
        if (Assignments.TryGetValue(node.Kind(), out var other)
            && model.GetTypeInfo(node.Left).Type?.SpecialType != SpecialType.System_String)
        {
            var changed = AssignmentExpression(other, node.Left, node.Right);
            yield return new("operator", $"{node.Left} {changed.OperatorToken} {node.Right}") { Statement = ExpressionStatement(changed) };
        }

        // A variable must have a value before it is used: the compiler refuses those.
        var symbol = model.GetSymbolInfo(node.Left).Symbol;
        var mustBeSet = symbol is IParameterSymbol { RefKind: RefKind.Out }
            || (symbol is ILocalSymbol local
                && local.DeclaringSyntaxReferences
                    .Any(reference => reference.GetSyntax() is VariableDeclaratorSyntax { Initializer: null }));
        if (!mustBeSet && node.Left is not TupleExpressionSyntax)
        {
            yield return Removed;
        }
    }

    private static ExpressionSyntax Unconfigured(ExpressionSyntax awaited) =>
        awaited is InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } access
        }
            ? access.Expression
            : awaited;

    private static bool IsOfLoop(SyntaxNode node) => node.Ancestors().First(ancestor =>
        ancestor is SwitchStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax
            or CommonForEachStatementSyntax)
        is not SwitchStatementSyntax;
}
