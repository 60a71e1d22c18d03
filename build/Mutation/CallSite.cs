using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Mutation;

/// <summary>What is no target: text for people, logging, hash codes, and checks that the compiler's null analysis already makes.</summary>
internal static class CallSite
{
    public static bool IsLeftOut(SyntaxNode node, SemanticModel model) => node switch
    {
        AttributeListSyntax or ParameterSyntax or EnumMemberDeclarationSyntax or UsingDirectiveSyntax or PatternSyntax => true,
        FieldDeclarationSyntax field => field.Modifiers.Any(modifier => modifier.ValueText == "const"),
        LocalDeclarationStatementSyntax local => local.IsConst,
        SwitchLabelSyntax => true,
        ObjectCreationExpressionSyntax creation => creation.Type.ToString().EndsWith("Exception", StringComparison.Ordinal),
        MethodDeclarationSyntax method => method.Identifier.ValueText is "ToString" or "GetHashCode" or "PrintMembers",
        InvocationExpressionSyntax call => IsLeftOut(call, model),
        TypeSyntax and not IdentifierNameSyntax => true,
        _ => false,
    };

    private static bool IsLeftOut(InvocationExpressionSyntax call, SemanticModel model)
    {
        var text = call.Expression.ToString();
        if (text is "nameof" || text.EndsWith("ThrowIfNull", StringComparison.Ordinal))
        {
            return true;
        }

        var symbol = model.GetSymbolInfo(call).Symbol;
        return symbol?.ContainingType?.Name is { } type
            && (type.EndsWith("Log", StringComparison.Ordinal) || type.StartsWith("Logger", StringComparison.Ordinal));
    }
}
