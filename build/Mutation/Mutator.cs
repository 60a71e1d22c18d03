using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Mutation;

/// <summary>Rewrites one file so that each mutant stands in it beside the original, behind a switch. Leaves
/// out the ids in <paramref name="refused"/>.</summary>
internal sealed class Mutator(SemanticModel model, string file, int firstId, IReadOnlySet<int> refused) : CSharpSyntaxRewriter
{
    /// <summary>Marks a node that a mutant made, with its id.</summary>
    public const string Mark = "mutant";

    private readonly Dictionary<(string, string, string), int> _places = [];
    private int _next = firstId;

    public List<Mutant> Mutants { get; } = [];

    public int NextId => _next;

    public override SyntaxNode? Visit(SyntaxNode? node)
    {
        if (node is null || CallSite.IsLeftOut(node, model))
        {
            return node;
        }

        if (node is ArgumentListSyntax { Parent: InvocationExpressionSyntax call }
            && call.Expression.ToString().EndsWith("ConfigureAwait", StringComparison.Ordinal))
        {
            return node;
        }

        return node switch
        {
            ExpressionSyntax expression => Wrap(expression, base.Visit),
            StatementSyntax statement => Wrap(statement, base.Visit),
            SwitchExpressionArmSyntax arm => Guard(arm, (SwitchExpressionArmSyntax)base.Visit(arm)!),
            ArrowExpressionClauseSyntax arrow => base.Visit(arrow),
            MethodDeclarationSyntax method => Body(method, (MethodDeclarationSyntax)base.Visit(method)!),
            _ => base.Visit(node),
        };
    }

    private SyntaxNode? Wrap(ExpressionSyntax original, Func<SyntaxNode, SyntaxNode?> visitChildren)
    {
        if (!CanStandInConditional(original))
        {
            return visitChildren(original);
        }

        // Ids are given before the children's: the order is that of the text.
        var alternatives = ExpressionMutations.Of(original, model).Select(change => (Change: change, Id: Add(original, change))).ToList();
        var result = (ExpressionSyntax)visitChildren(original)!;
        foreach (var (change, id) in alternatives.Where(alternative => alternative.Id > 0))
        {
            result = change.Combine is { } combine
                ? ParenthesizedExpression(combine(Switch(id), Parenthesize(result)))
                : ParenthesizedExpression(ConditionalExpression(Switch(id), Parenthesize(change.Mutated!), Parenthesize(result)));
            if (change.Cast is { } type)
            {
                result = ParenthesizedExpression(CastExpression(ParseTypeName(type).WithTrailingTrivia(Space), result));
            }

            result = result.WithAdditionalAnnotations(MarkOf(id));
        }

        return alternatives.Count == 0 ? result : result.WithTriviaFrom(original);
    }

    private StatementSyntax Wrap(StatementSyntax original, Func<SyntaxNode, SyntaxNode?> visitChildren)
    {
        var changes = StatementMutations.Of(original, model).Select(change => (Change: change, Id: Add(original, change))).ToList();
        var result = (StatementSyntax)visitChildren(original)!;
        foreach (var (change, id) in changes.Where(change => change.Id > 0))
        {
            result = (change.Statement is { } other
                ? IfStatement(Switch(id), Block(other), ElseClause(Block(result)))
                : IfStatement(PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, Switch(id)), Block(result)))
                .WithAdditionalAnnotations(MarkOf(id));
        }

        return result;
    }

    private SwitchExpressionArmSyntax Guard(SwitchExpressionArmSyntax original, SwitchExpressionArmSyntax visited)
    {
        if (original.Pattern is DiscardPatternSyntax && original.WhenClause is null)
        {
            return visited;
        }

        var id = Add(original.Pattern, new("arm removed", "(no such arm)"));
        if (id == 0)
        {
            return visited;
        }

        ExpressionSyntax off = PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, Switch(id));
        var condition = visited.WhenClause is { } when
            ? BinaryExpression(SyntaxKind.LogicalAndExpression, Parenthesize(when.Condition), off)
            : off;
        return visited.WithWhenClause(WhenClause(condition).NormalizeWhitespace().WithLeadingTrivia(Space).WithTrailingTrivia(Space))
            .WithAdditionalAnnotations(MarkOf(id));
    }

    private MethodDeclarationSyntax Body(MethodDeclarationSyntax original, MethodDeclarationSyntax visited)
    {
        var expression = original.ExpressionBody?.Expression;
        var isStatement = expression is InvocationExpressionSyntax or AwaitExpressionSyntax or AssignmentExpressionSyntax;
        if (!isStatement || CallSite.IsLeftOut(expression!, model) || model.GetDeclaredSymbol(original) is not { } symbol)
        {
            return visited;
        }

        var returnsNothing = symbol.ReturnsVoid || (symbol.IsAsync && symbol.ReturnType is INamedTypeSymbol { IsGenericType: false });
        var id = returnsNothing ? Add(expression!, new("statement removed", "(nothing)")) : 0;
        if (id == 0)
        {
            return visited;
        }

        var statement = IfStatement(
            PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, Switch(id)),
            Block(ExpressionStatement(visited.ExpressionBody!.Expression)));
        return visited.WithExpressionBody(null)
            .WithSemicolonToken(default)
            .WithBody(Block(statement.WithAdditionalAnnotations(MarkOf(id))));
    }

    private int Add(SyntaxNode at, Change change)
    {
        var id = _next++;
        var (member, original, changed) = (Context.MemberName(at), Short(at.ToString()), Short(change.Shown ?? change.Mutated!.ToString()));
        var place = _places[(member, original, changed)] = _places.GetValueOrDefault((member, original, changed)) + 1;
        Mutants.Add(new(
            id,
            file,
            at.GetLocation().GetLineSpan().StartLinePosition.Line + 1,
            member,
            place,
            change.Kind,
            original,
            changed,
            Context.IsStatic(at),
            change.Fragile));
        return refused.Contains(id) ? 0 : id;
    }

    private static string Short(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 110 ? line : line[..80] + " … " + line[^26..];
    }

    private static SyntaxAnnotation MarkOf(int id) => new(Mark, id.ToString(CultureInfo.InvariantCulture));

    private static ExpressionSyntax Switch(int id) => ParseExpression($"global::UhitMutation.Switch.Is({id})");

    private static ParenthesizedExpressionSyntax Parenthesize(ExpressionSyntax expression) =>
        ParenthesizedExpression(expression.WithoutTrivia());

    /// <summary>Not what is assigned to, passed by reference, or a statement of its own.</summary>
    private static bool CanStandInConditional(ExpressionSyntax expression) => expression.Parent switch
    {
        ExpressionStatementSyntax => false,
        AssignmentExpressionSyntax assignment => assignment.Left != expression,
        ArgumentSyntax argument => argument.RefKindKeyword.RawKind == 0,
        PostfixUnaryExpressionSyntax postfix => postfix.IsKind(SyntaxKind.SuppressNullableWarningExpression),
        PrefixUnaryExpressionSyntax prefix =>
            !prefix.IsKind(SyntaxKind.PreIncrementExpression) && !prefix.IsKind(SyntaxKind.PreDecrementExpression),
        ForStatementSyntax loop => loop.Condition == expression,
        RefExpressionSyntax or NameColonSyntax or NameEqualsSyntax or QualifiedNameSyntax => false,
        MemberAccessExpressionSyntax access => access.Expression == expression,
        InvocationExpressionSyntax => false,
        ConditionalAccessExpressionSyntax conditional => conditional.Expression == expression,
        _ => true,
    };
}
