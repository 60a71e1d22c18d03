using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Mutation;

/// <summary>Where a node stands.</summary>
internal static class Context
{
    public static string MemberName(SyntaxNode node)
    {
        foreach (var ancestor in node.AncestorsAndSelf())
        {
            var name = ancestor switch
            {
                MethodDeclarationSyntax method => method.Identifier.ValueText,
                ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
                PropertyDeclarationSyntax property => property.Identifier.ValueText,
                IndexerDeclarationSyntax => "this[]",
                OperatorDeclarationSyntax op => "operator " + op.OperatorToken.ValueText,
                ConversionOperatorDeclarationSyntax => "conversion",
                VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } field => field.Identifier.ValueText,
                BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
                _ => null,
            };
            if (name is not null)
            {
                return name;
            }
        }

        return "";
    }

    /// <summary>Runs once in a process, when its type is first used: a switch that is thrown later changes nothing.</summary>
    public static bool IsStatic(SyntaxNode node)
    {
        foreach (var ancestor in node.Ancestors())
        {
            switch (ancestor)
            {
                case AnonymousFunctionExpressionSyntax or AccessorDeclarationSyntax or ArrowExpressionClauseSyntax:
                    return false;
                case BaseFieldDeclarationSyntax field:
                    return field.Modifiers.Any(SyntaxKind.StaticKeyword);
                case PropertyDeclarationSyntax property:
                    return property.Modifiers.Any(SyntaxKind.StaticKeyword);
                case ConstructorDeclarationSyntax constructor:
                    return constructor.Modifiers.Any(SyntaxKind.StaticKeyword);
                case MemberDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    public static SyntaxNode? Member(SyntaxNode node) => node.AncestorsAndSelf().FirstOrDefault(ancestor =>
        ancestor is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or BaseFieldDeclarationSyntax);

    /// <summary>Declares a variable: two of the kind can't stand beside each other.</summary>
    public static bool Declares(SyntaxNode node) => node.DescendantNodesAndSelf(child => child is not AnonymousFunctionExpressionSyntax)
        .Any(child => child is SingleVariableDesignationSyntax or DeclarationExpressionSyntax);

    public static bool DeclaresByPattern(SyntaxNode node) => node.DescendantNodesAndSelf().Any(child =>
        child is SingleVariableDesignationSyntax { Parent: PatternSyntax });
}
