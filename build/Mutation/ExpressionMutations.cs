using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Mutation;

/// <summary>The mutants of an expression.</summary>
internal static class ExpressionMutations
{
    private static readonly Dictionary<SyntaxKind, SyntaxKind[]> Operators = new()
    {
        [SyntaxKind.LessThanExpression] = [SyntaxKind.LessThanOrEqualExpression, SyntaxKind.GreaterThanOrEqualExpression],
        [SyntaxKind.LessThanOrEqualExpression] = [SyntaxKind.LessThanExpression, SyntaxKind.GreaterThanExpression],
        [SyntaxKind.GreaterThanExpression] = [SyntaxKind.GreaterThanOrEqualExpression, SyntaxKind.LessThanOrEqualExpression],
        [SyntaxKind.GreaterThanOrEqualExpression] = [SyntaxKind.GreaterThanExpression, SyntaxKind.LessThanExpression],
        [SyntaxKind.EqualsExpression] = [SyntaxKind.NotEqualsExpression],
        [SyntaxKind.NotEqualsExpression] = [SyntaxKind.EqualsExpression],
        [SyntaxKind.LogicalAndExpression] = [SyntaxKind.LogicalOrExpression],
        [SyntaxKind.LogicalOrExpression] = [SyntaxKind.LogicalAndExpression],
        [SyntaxKind.AddExpression] = [SyntaxKind.SubtractExpression],
        [SyntaxKind.SubtractExpression] = [SyntaxKind.AddExpression],
        [SyntaxKind.MultiplyExpression] = [SyntaxKind.DivideExpression],
        [SyntaxKind.DivideExpression] = [SyntaxKind.MultiplyExpression],
        [SyntaxKind.ModuloExpression] = [SyntaxKind.MultiplyExpression],
        [SyntaxKind.LeftShiftExpression] = [SyntaxKind.RightShiftExpression],
        [SyntaxKind.RightShiftExpression] = [SyntaxKind.LeftShiftExpression],
        [SyntaxKind.BitwiseAndExpression] = [SyntaxKind.BitwiseOrExpression],
        [SyntaxKind.BitwiseOrExpression] = [SyntaxKind.BitwiseAndExpression],
        [SyntaxKind.ExclusiveOrExpression] = [SyntaxKind.BitwiseAndExpression],
    };

    private static readonly Dictionary<string, string> Calls = new()
    {
        ["First"] = "Last",
        ["Last"] = "First",
        ["FirstOrDefault"] = "LastOrDefault",
        ["LastOrDefault"] = "FirstOrDefault",
        ["Any"] = "All",
        ["All"] = "Any",
        ["Min"] = "Max",
        ["Max"] = "Min",
        ["MinBy"] = "MaxBy",
        ["MaxBy"] = "MinBy",
        ["OrderBy"] = "OrderByDescending",
        ["OrderByDescending"] = "OrderBy",
        ["ThenBy"] = "ThenByDescending",
        ["StartsWith"] = "EndsWith",
        ["EndsWith"] = "StartsWith",
        ["IndexOf"] = "LastIndexOf",
        ["LastIndexOf"] = "IndexOf",
        ["TrimStart"] = "TrimEnd",
        ["TrimEnd"] = "TrimStart",
        ["Take"] = "Skip",
        ["Skip"] = "Take",
        ["Floor"] = "Ceiling",
        ["Ceiling"] = "Floor",
        ["Concat"] = "Except",
        ["Union"] = "Intersect",
        ["Except"] = "Concat",
    };

    private static readonly HashSet<string> Dropped =
        [
            "Where", "Distinct", "DistinctBy", "Trim", "ToUpperInvariant", "ToLowerInvariant", "Order", "OrderBy", "Reverse", "Skip",
            "Take", "ToUniversalTime",
        ];

    public static IEnumerable<Change> Of(ExpressionSyntax node, SemanticModel model) => node switch
    {
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce => Coalesce(coalesce, model),
        BinaryExpressionSyntax binary => [.. Binary(binary, model), .. Negations(node, model)],
        LiteralExpressionSyntax literal => Literal(literal, model),
        PrefixUnaryExpressionSyntax prefix => Prefix(prefix),
        InvocationExpressionSyntax call => [.. Call(call), .. Negations(node, model), .. Returned(node, model)],
        MemberAccessExpressionSyntax access =>
            [.. Constant(access, model), .. Comparisons(access), .. Negations(node, model), .. Returned(node, model)],
        IdentifierNameSyntax name => [.. Constant(name, model), .. Negations(node, model), .. Returned(node, model)],
        IsPatternExpressionSyntax pattern => [.. Patterns(pattern), .. Negations(node, model)],
        AwaitExpressionSyntax => [.. Negations(node, model), .. Returned(node, model)],
        CheckedExpressionSyntax { RawKind: (int)SyntaxKind.CheckedExpression } bounds =>
            [new("checked", null) { Mutated = CheckedExpression(SyntaxKind.UncheckedExpression, bounds.Expression) }],
        CollectionExpressionSyntax { Elements.Count: > 0 } => [new("collection", null) { Mutated = CollectionExpression() }],
        InterpolatedStringExpressionSyntax when IsValue(node) => [new("text", "\"\"") { Mutated = EmptyText() }],
        ObjectCreationExpressionSyntax or ImplicitObjectCreationExpressionSyntax or ConditionalExpressionSyntax or SwitchExpressionSyntax =>
            Returned(node, model),
        _ => [],
    };

    private static IEnumerable<Change> Binary(BinaryExpressionSyntax node, SemanticModel model)
    {
        if (!Operators.TryGetValue(node.Kind(), out var others) || model.GetTypeInfo(node).Type?.SpecialType == SpecialType.System_String)
        {
            yield break;
        }

        foreach (var kind in others)
        {
            if (!Context.Declares(node))
            {
                var other = BinaryExpression(kind, node.Left, node.Right);
                yield return new("operator", $"{node.Left} {other.OperatorToken} {node.Right}") { Mutated = other };
            }
            else if (kind == SyntaxKind.LogicalOrExpression && !Context.Declares(node.Right))
            {
                // The right side alone is switched off: what the left side declares stays declared.
                yield return new("operand removed", node.Left.ToString())
                {
                    Combine = (on, value) => ((ParenthesizedExpressionSyntax)value).Expression is BinaryExpressionSyntax both
                        ? both.WithRight(
                            ParenthesizedExpression(
                                BinaryExpression(SyntaxKind.LogicalOrExpression, on, ParenthesizedExpression(both.Right))))
                        : value,
                };
            }
        }
    }

    private static IEnumerable<Change> Coalesce(BinaryExpressionSyntax node, SemanticModel model)
    {
        // The left side alone is of another type where it is a value: another overload must not be called.
        var type = model.GetTypeInfo(node).Type is { IsValueType: true } value ? value.ToDisplayString() : null;
        if (Context.Declares(node))
        {
            yield break;
        }

        yield return new("coalescing", node.Left.ToString())
        {
            Mutated = PostfixUnaryExpression(SyntaxKind.SuppressNullableWarningExpression, ParenthesizedExpression(node.Left)),
            Cast = type,
        };
        if (node.Right is not ThrowExpressionSyntax)
        {
            yield return new("coalescing", null) { Mutated = node.Right, Cast = type };
        }
    }

    private static IEnumerable<Change> Literal(LiteralExpressionSyntax node, SemanticModel model)
    {
        switch (node.Kind())
        {
            case SyntaxKind.TrueLiteralExpression:
                yield return new("boolean", null) { Mutated = LiteralExpression(SyntaxKind.FalseLiteralExpression) };
                break;
            case SyntaxKind.FalseLiteralExpression:
                yield return new("boolean", null) { Mutated = LiteralExpression(SyntaxKind.TrueLiteralExpression) };
                break;
            case SyntaxKind.StringLiteralExpression when IsValue(node):
                yield return new("text", null)
                {
                    Mutated = node.Token.ValueText.Length == 0
                        ? LiteralExpression(SyntaxKind.StringLiteralExpression, Literal("mutant"))
                        : EmptyText(),
                };
                break;
            case SyntaxKind.NumericLiteralExpression:
                foreach (var change in Neighbours(node, model))
                {
                    yield return change;
                }

                break;
        }
    }

    private static IEnumerable<Change> Constant(ExpressionSyntax node, SemanticModel model) =>
        model.GetSymbolInfo(node).Symbol is IFieldSymbol { HasConstantValue: true } field && field.ContainingType.TypeKind != TypeKind.Enum
            ? Neighbours(node, model)
            : [];

    private static IEnumerable<Change> Neighbours(ExpressionSyntax node, SemanticModel model)
    {
        var info = model.GetTypeInfo(node);
        var type = info.ConvertedType is { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_Double } converted
            ? converted
            : info.Type;
        if (type?.SpecialType is not (>= SpecialType.System_SByte and <= SpecialType.System_Double)
            || node.Parent is PrefixUnaryExpressionSyntax)
        {
            yield break;
        }

        var cast = type.ToDisplayString();
        yield return new("constant", $"{node} + 1") { Mutated = Next(SyntaxKind.AddExpression), Cast = cast };
        var isZero = Convert.ToDecimal(model.GetConstantValue(node).Value ?? 0, CultureInfo.InvariantCulture) == 0;
        if (!isZero)
        {
            yield return new("constant", $"{node} - 1") { Mutated = Next(SyntaxKind.SubtractExpression), Cast = cast };
        }

        ExpressionSyntax Next(SyntaxKind kind) =>
            BinaryExpression(
                kind, ParenthesizedExpression(node), LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(1)));
    }

    private static IEnumerable<Change> Prefix(PrefixUnaryExpressionSyntax node)
    {
        if (node.Kind() is SyntaxKind.LogicalNotExpression or SyntaxKind.UnaryMinusExpression && !Context.Declares(node))
        {
            yield return new("operator removed", null) { Mutated = node.Operand };
        }
        else if (node.IsKind(SyntaxKind.LogicalNotExpression) && !Context.DeclaresByPattern(node))
        {
            yield return Negation(node);
        }
    }

    private static IEnumerable<Change> Call(InvocationExpressionSyntax node)
    {
        if (node.Expression is not MemberAccessExpressionSyntax access || Context.Declares(node))
        {
            yield break;
        }

        var name = access.Name.Identifier.ValueText;
        if (Calls.TryGetValue(name, out var other) && !(name is "Any" && node.ArgumentList.Arguments.Count == 0))
        {
            SimpleNameSyntax changed = access.Name is GenericNameSyntax generic
                ? generic.WithIdentifier(Identifier(other))
                : IdentifierName(other);
            yield return new("call", $"{other}{node.ArgumentList}") { Mutated = node.WithExpression(access.WithName(changed)) };
        }

        if (Dropped.Contains(name))
        {
            yield return new("call removed", access.Expression.ToString()) { Mutated = access.Expression };
        }
    }

    private static IEnumerable<Change> Comparisons(MemberAccessExpressionSyntax node)
    {
        var text = node.ToString();
        var other = text switch
        {
            "StringComparison.Ordinal" => "System.StringComparison.OrdinalIgnoreCase",
            "StringComparison.OrdinalIgnoreCase" => "System.StringComparison.Ordinal",
            "StringComparer.Ordinal" => "System.StringComparer.OrdinalIgnoreCase",
            "StringComparer.OrdinalIgnoreCase" => "System.StringComparer.Ordinal",
            _ => null,
        };
        if (other is not null)
        {
            yield return new("comparison", other["System.".Length..]) { Mutated = ParseExpression("global::" + other) };
        }
    }

    private static IEnumerable<Change> Patterns(IsPatternExpressionSyntax node)
    {
        if (Context.Declares(node))
        {
            yield break;
        }

        foreach (var relation in node.Pattern.DescendantNodesAndSelf().OfType<RelationalPatternSyntax>())
        {
            var kind = relation.OperatorToken.Kind() switch
            {
                SyntaxKind.LessThanToken => SyntaxKind.LessThanEqualsToken,
                SyntaxKind.LessThanEqualsToken => SyntaxKind.LessThanToken,
                SyntaxKind.GreaterThanToken => SyntaxKind.GreaterThanEqualsToken,
                _ => SyntaxKind.GreaterThanToken,
            };
            yield return new("pattern", null)
            {
                Mutated = node.ReplaceNode(relation, relation.WithOperatorToken(Token(kind).WithTriviaFrom(relation.OperatorToken))),
            };
        }

        foreach (var both in node.Pattern.DescendantNodesAndSelf().OfType<BinaryPatternSyntax>())
        {
            yield return new("pattern", null) { Mutated = node.ReplaceNode(both, both.Left.WithTrailingTrivia()) };
            yield return new("pattern", null) { Mutated = node.ReplaceNode(both, both.Right.WithTrailingTrivia()) };
        }

        foreach (var part in node.Pattern.DescendantNodes().OfType<PropertyPatternClauseSyntax>().SelectMany(clause => clause.Subpatterns))
        {
            yield return new("pattern", null) { Mutated = node.RemoveNode(part, SyntaxRemoveOptions.KeepNoTrivia)! };
        }
    }

    private static IEnumerable<Change> Negations(ExpressionSyntax node, SemanticModel model)
    {
        var isOperator = node is BinaryExpressionSyntax;
        if (model.GetTypeInfo(node).Type?.SpecialType != SpecialType.System_Boolean || isOperator && !Context.DeclaresByPattern(node))
        {
            yield break;
        }

        var parent = node.Parent;
        while (parent is ParenthesizedExpressionSyntax)
        {
            parent = parent.Parent;
        }

        var isCondition =
            parent is IfStatementSyntax or WhileStatementSyntax or WhenClauseSyntax or ArrowExpressionClauseSyntax or ReturnStatementSyntax
            or LambdaExpressionSyntax
            or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression }
            || parent is ConditionalExpressionSyntax choice && choice.Condition == node
            || parent is EqualsValueClauseSyntax or AssignmentExpressionSyntax or ArgumentSyntax;
        if (!isCondition)
        {
            yield break;
        }

        if (!Context.DeclaresByPattern(node))
        {
            yield return Negation(node);
        }
        else if (parent is IfStatementSyntax or WhileStatementSyntax or WhenClauseSyntax or ConditionalExpressionSyntax)
        {
            // Where a pattern declares variables only one side may be forced: that on which they aren't used.
            var whenFalse = node.DescendantNodesAndSelf().Any(child => child.IsKind(SyntaxKind.NotPattern))
                || node is PrefixUnaryExpressionSyntax;
            yield return whenFalse
                ? new("condition", "true")
                {
                    Combine = (on, value) => BinaryExpression(SyntaxKind.LogicalOrExpression, value, on),
                    Fragile = true,
                }
                : new("condition", "false")
                {
                    Combine = (on, value) =>
                        BinaryExpression(
                            SyntaxKind.LogicalAndExpression, value, PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, on)),
                    Fragile = true,
                };
        }
    }

    private static Change Negation(ExpressionSyntax node) => new("negation", $"!({node})")
    {
        Combine = (on, value) => BinaryExpression(SyntaxKind.NotEqualsExpression, on, value),
    };

    /// <summary>What a member returns becomes nothing, where its type allows that; a text becomes empty.</summary>
    private static IEnumerable<Change> Returned(ExpressionSyntax node, SemanticModel model)
    {
        var isReturned = node.Parent is ReturnStatementSyntax or ArrowExpressionClauseSyntax;
        var isSet = node.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment
            && assignment.Right == node;
        if ((!isReturned && !isSet)
            || Context.Declares(node)
            || model.GetTypeInfo(node).ConvertedType is not { } type
            || type.TypeKind == TypeKind.Error)
        {
            yield break;
        }

        if (type.SpecialType == SpecialType.System_String && node.ToString() is not "string.Empty")
        {
            yield return new("text", "\"\"") { Mutated = EmptyText() };
        }

        var mayBeNull = type.NullableAnnotation == NullableAnnotation.Annotated
            || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
        if (isSet || mayBeNull || (model.GetTypeInfo(node).Nullability.FlowState == NullableFlowState.MaybeNull && !type.IsValueType))
        {
            yield return new("nothing", "default")
            {
                Mutated = PostfixUnaryExpression(
                    SyntaxKind.SuppressNullableWarningExpression, LiteralExpression(SyntaxKind.DefaultLiteralExpression)),
            };
        }
    }

    /// <summary>A text that decides something: returned, compared, or looked for. Not one for people.</summary>
    private static bool IsValue(ExpressionSyntax node) => node.Parent switch
    {
        ReturnStatementSyntax or ArrowExpressionClauseSyntax or SwitchExpressionArmSyntax => true,
        BinaryExpressionSyntax binary => binary.Kind() is SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression,
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } => call.Expression is MemberAccessExpressionSyntax access
            && access.Name.Identifier.ValueText is "StartsWith" or "EndsWith" or "Equals" or "Contains" or "IndexOf" or "Split" or "Join"
                or "Append" or "Replace",
        _ => false,
    };

    private static LiteralExpressionSyntax EmptyText() => LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(""));

    private static SyntaxToken Literal(string text) => SyntaxFactory.Literal(text);
}
