using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Undertone.Learning.Kernels;

/// <summary>
/// One node of a tree as the walk wants it: all that a step needs lies together. Children count from the first leaf: leaf 0 is 0, and inner
/// nodes lie below 0. A leaf leads to itself.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct TreeNode(int Feature, float Threshold, int Left, int Right);

/// <summary>Walks of many rows down one tree.</summary>
internal static unsafe class TreeKernels
{
    /// <summary>
    /// The leaf that each row meets. Eight rows walk side by side and take their turns without a jump, so that no row waits for another's
    /// memory and no processor has to guess which way a number falls.
    /// </summary>
    /// <param name="nodes">The inner nodes, then the leaves; the first is the root. Children and features must be in range.</param>
    /// <param name="inner">The number of inner nodes.</param>
    /// <param name="rows">[rows, columns].</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="leaves">[rows]: takes the number of the leaf.</param>
    public static void Walk(ReadOnlySpan<TreeNode> nodes, int inner, ReadOnlySpan<float> rows, int columns, Span<int> leaves)
    {
        fixed (TreeNode* root = nodes)
        {
            var tree = root + inner;
            fixed (float* x = rows)
            {
                var i = 0;
                for (; i + 8 <= leaves.Length; i += 8)
                {
                    var row = x + (long)i * columns;
                    float* row3 = row + 3L * columns, row6 = row3 + 3L * columns;
                    int n0 = -inner, n1 = n0, n2 = n0, n3 = n0, n4 = n0, n5 = n0, n6 = n0, n7 = n0;
                    do
                    {
                        n0 = Next(tree, n0, row);
                        n1 = Next(tree, n1, row + columns);
                        n2 = Next(tree, n2, row3 - columns);
                        n3 = Next(tree, n3, row3);
                        n4 = Next(tree, n4, row3 + columns);
                        n5 = Next(tree, n5, row6 - columns);
                        n6 = Next(tree, n6, row6);
                        n7 = Next(tree, n7, row6 + columns);
                    }
                    while ((n0 | n1 | n2 | n3 | n4 | n5 | n6 | n7) < 0);
                    var to = leaves.Slice(i, 8);
                    (to[0], to[1], to[2], to[3]) = (n0, n1, n2, n3);
                    (to[4], to[5], to[6], to[7]) = (n4, n5, n6, n7);
                }

                for (; i < leaves.Length; i++)
                {
                    var node = -inner;
                    while (node < 0) node = Next(tree, node, x + (long)i * columns);
                    leaves[i] = node;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Next(TreeNode* tree, int at, float* row)
    {
        var node = tree + at;
        var children = (int*)node + 2;
        return children[row[node->Feature] > node->Threshold ? 1 : 0];
    }
}
