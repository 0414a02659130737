package routes.benchmark;

/** A picture for light and for dark ground. */
record SvgPage(int width, int height, String label, String content) {

    @Override
    public String toString() {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img" aria-label="%3$s">
                <style>
                text { font: 12px sans-serif; fill: #1f2328 }
                .title { font-weight: bold }
                .hub { fill: #2a7f62 }
                .peer { fill: #8c959f }
                .line { stroke: #1f2328; fill: none }
                .raw { stroke-dasharray: 3 3 }
                .ground { fill: #ffffff }
                @media (prefers-color-scheme: dark) {
                text { fill: #e6edf3 }
                .hub { fill: #3fb68b }
                .peer { fill: #6e7681 }
                .line { stroke: #e6edf3 }
                .ground { fill: #0d1117 }
                }
                </style>
                <rect class="ground" width="100%%" height="100%%"/>
                %4$s</svg>
                """.formatted(width, height, label, content);
    }
}
