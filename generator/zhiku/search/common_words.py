"""Everyday words, none of them a topic: what a sentence says round its topic.

A base that lacks one may still hold the answer, so a query that is a sentence hardly misses it. General Chinese only.
"""

from zhiku.search.question_words import FRAMES

_WORDS = """
今天 明天 昨天 现在 以后 以前 之前 之后 最近 将来 平时 经常 总是 有时 一直 已经 马上 立刻 忽然 突然 首先 然后 最后 前面 后面
旁边 外面 附近 到处 人 人们 别人 某人 家人 朋友 小孩 孩子 大人 老人 男人 女人 同学 老师 新手 初学者 用户 客户 顾客 公司 企业
单位 机构 部门 团队 个人 普通人 知道 认为 觉得 以为 希望 喜欢 害怕 担心 记得 记住 忘记 忘掉 发现 找 找到 找出 寻找 看 看看
看到 看见 看出 看懂 听 听到 听见 听懂 说 说话 说出 讲 读 写 想到 问 告诉 回答 明白 懂 弄懂 搞懂 弄清 搞清 清楚 理解 了解 认识
认出 区分 分辨 分清 判断 猜 猜到 决定 准备 开始 结束 完成 完 继续 停止 停 等待 变 变成 变得 变化 成为 保持 放 放到 拿 拿来 带
送 搬 收 收到 得到 拿到 获得 获取 提供 带来 造成 引起 产生 出现 发生 消失 剩下 留下 丢 丢掉 弄丢 帮助 帮忙 协助 支持 负责
参加 加入 离开 回来 出去 进来 进去 起来 下去 出来 过来 过去 打开 关闭 尝试 试试 试 练习 学会 学到 教 教会 管 管理 管用 做好
做到 做完 做出 弄 弄好 搞 搞定 搞好 办 办好 处置 应付 对付 解决 避免 防止 预防 改 改掉 改成 换 换成 换掉 调 调整 调好 修 修复
修好 补 补上 补充 补齐 填 填上 加 加上 加到 合 合成 合起来 放在 连 连起来 分 分成 分开 分出 拆 拆开 拆分 切 切开 排 排序 数
数出 算 算出 量 测 测出 测量 测试 检查 查 查看 查出 比 比较 对比 相比 快 更快 最快 慢 更慢 太慢 大 更大 太大 最大 小 更小
太小 最小 多 更多 太多 最多 少 更少 太少 最少 高 更高 太高 最高 低 更低 太低 最低 长 更长 太长 短 更短 太短 强 更强 弱 更弱
差 更差 太差 好坏 好不好 行不行 对不对 准不准 快不快 真 真的 假 假的 新 旧 老 难 很难 太难 简单 容易 方便 麻烦 便宜 昂贵 贵
省 省钱 省事 节省 节约 浪费 足够 不够 够 够用 不足 缺 缺少 缺乏 过多 过少 重要 关键 必要 有用 没用 有效 无效 正常 异样 奇怪
合理 合适 恰当 正确 错误 出错 错 对 好用 实用 靠谱 可靠 稳定 明显 清晰 具体 详细 全面 完整 部分 全部 所有 整个 任何 其他 其它
另外 各种 多种 许多 很多 大量 少量 几乎 东西 事情 事 问题 答案 原因 理由 结果 后果 目的 过程 经过 内容 地方 时间 日子 地点
场合 条件 要求 需求 情形 状况 状态 水平 程度 范围 数量 种类 类型 样子 例子 建议 技巧 经验 知识 能力 机会 工作 生活 学校 家里
手机 电脑 软件 程序 工具 设备 机器人 产品 商品 网上 网站 文件 人工智能 自动 手动 人工 直接 间接 单独 分别 同时 一起 互相 相互
彼此 逐步 逐渐 慢慢 尽量 尽快 尽可能 必定 肯定 一定 也许 大概 大约 到底 究竟 其实 确实 当然 居然 仍然 仍 依然 甚至 尤其 特别
十分 相当 极 极其 稍微 略 越来越 越 只有 只要 只能 除了 无论 不管 即使 虽然 但是 不过 否则 于是 因此 由于 根据 按照 通过 随着
作为 比方 推荐 使用者 利用 采用 运用 实现 进行 执行 运行 操作 安装 下载 上传 保存 删除 增加 添加 提高 提升 加强 加快 加大 降
缩短 缩小 扩大 放大 突破 发展 进步 改变 影响 带动 保护 保证 确保 满足 符合 达到 超过 低于 高于 等于 属于 包括 包含 含有 组成
构成 来自 涉及 代表 表示 表达 说明 反映 体现 展示 显示 描述 记录 记 住 背 存 存放 拥有 具有 具备 存在 打算 转成 转换 转为
变为 中文 英文 英语 日文 汉语 中国 国外 国内 收集 采集 搜集 整理 汇总 购买 买 卖 花 花费 花钱 费 费用 价格 多久 久 跑 跑得
跑不动 带不动 卡 卡住 崩溃 失败 成功 报错 坏 坏了 坏掉 好看 难看 漂亮 丑 好听 难听 有趣 无聊 便捷 快速 高效 低效 顺利 轻松
困惑 头疼 烦 着急 急 慌 吃力 费力 费劲 占 占用 耗 消耗 吃 喝 睡 走 跳 坐 站 拍 画 唱 玩 用起来 看起来 听起来 做起来 换句话说
简单来说 总的来说 通俗 大白话 白话 区分开 分清楚 说清楚 讲清楚 记忆 背后 里头 之间 中间 之中 当中 过程中 平台 系统 项目 业务
行业 日常 实际 现实 真实 真正 本身 自身 单个 多个 每天 每次 首先要 先 后 前 之前要 事先 提前 及时 实时 当时 有时候 总会 老是
常常 往往 大多 多半 大部分 小部分 一半 几乎没有 刚 刚刚 刚开始 新人 小白 零 零基础 从头 一步步 一步一步 到位 落地 上线 部署
搭 搭起来 做法 写法 说法 看法 想法 思路 套路 窍门 诀窍 要点 重点 难度 高低 大小 多少 长短 强弱 对错 真假 优秀 出色 厉害 牛
强大 弱点 毛病 漏洞 风格 样式 形式 格式 规则 规律 标准 依据 来源 出处 背景 意义 价值 地位
handle handling deal solve solving fix choose choosing pick select compare comparing calculate compute measure apply
implement create improve improving avoid prevent reduce increase better best good bad well fast faster slow important simple
easy hard common different popular main list types type kinds kind ways way steps process problem problems issue issues
question questions answer answers things thing people too takes take taking long longer today tomorrow new old often usually
always never work works working using used start begin end find look looking learn understand know think help support add
change keep happen happens from scratch step right wrong
"""

EVERYDAY = tuple(sorted({*_WORDS.split()} - {*FRAMES}))
